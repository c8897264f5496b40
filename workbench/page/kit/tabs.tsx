import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';

interface Tab {
  title: string;
  content: () => ComponentChildren;
}

/** Some views of the same, of which one is shown; the arrow keys move between their names. */
export function Tabs({ name, tabs }: { name: string; tabs: Tab[] }) {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const row = useRef<HTMLDivElement>(null);
  const at = Math.min(chosen, tabs.length - 1);
  const move = (to: number) => {
    const next = (to + tabs.length) % tabs.length;
    setChosen(next);
    row.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div class="tabs">
      <div ref={row} role="tablist" aria-label={name}>
        {tabs.map(({ title }, index) => (
          <button
            key={title}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={index === at}
            aria-controls={`${id}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => setChosen(index)}
            onKeyDown={({ key }) => {
              if (key === 'ArrowRight') move(index + 1);
              if (key === 'ArrowLeft') move(index - 1);
            }}
          >
            {title}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-tab-${at}`}>
        {tabs[at]?.content()}
      </div>
    </div>
  );
}
