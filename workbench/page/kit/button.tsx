import type { ComponentChildren, RefObject } from 'preact';
import { Icon, type IconName } from './icon';

interface Props {
  children?: ComponentChildren;
  onPress: () => void;
  /** `main` is the one that people look for, `plain` has no frame. */
  look?: 'main' | 'plain';
  icon?: IconName;
  /** Its name, where an icon alone is shown. */
  name?: string;
  disabled?: boolean;
  element?: RefObject<HTMLButtonElement | null>;
}

export function Button({ children, onPress, look, icon, name, disabled, element }: Props) {
  const classes = ['button', look, children ? '' : 'bare'].filter(Boolean).join(' ');
  return (
    <button
      ref={element ?? null}
      type="button"
      class={classes}
      onClick={onPress}
      disabled={disabled}
      aria-label={name}
      title={name}
    >
      {icon && <Icon name={icon} />}
      {children && <span>{children}</span>}
    </button>
  );
}
