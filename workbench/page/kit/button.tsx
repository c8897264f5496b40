import type { ComponentChildren } from 'preact';
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
}

export function Button({ children, onPress, look, icon, name, disabled }: Props) {
  const classes = ['button', look, children ? '' : 'bare'].filter(Boolean).join(' ');
  return (
    <button
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
