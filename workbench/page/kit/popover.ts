import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface Popover<Anchor extends HTMLElement> {
  isOpen: boolean;
  open: () => void;
  /** Closes it. `back` gives the focus to what opened it. */
  close: (back?: boolean) => void;
  /** What holds the opener and what opens: a press outside of it closes. */
  around: RefObject<HTMLDivElement | null>;
  opener: RefObject<Anchor | null>;
}

/** Something that opens over the page, and closes by Escape or by a press elsewhere. */
export function usePopover<Anchor extends HTMLElement = HTMLButtonElement>(): Popover<Anchor> {
  const [isOpen, setOpen] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const opener = useRef<Anchor>(null);
  const close = (back = false) => {
    setOpen(false);
    if (back) opener.current?.focus();
  };
  useEffect(() => {
    if (!isOpen) return;
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !around.current?.contains(target)) setOpen(false);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close(true);
    };
    const holder = around.current;
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    holder?.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      holder?.removeEventListener('keydown', onKeyDown);
    };
  }, [isOpen]);
  return { isOpen, open: () => setOpen(true), close, around, opener };
}
