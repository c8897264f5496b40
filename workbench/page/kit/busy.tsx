import { useEffect, useState } from 'preact/hooks';

/** Says that something goes on, and from the first second on, for how long. */
export function Busy({ what }: { what: string }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const begun = Date.now();
    const ticking = setInterval(() => setSeconds(Math.floor((Date.now() - begun) / 1000)), 500);
    return () => clearInterval(ticking);
  }, []);
  return (
    <p class="busy" role="status">
      <span class="spinner" aria-hidden="true" />
      <span>{what} …</span>
      {seconds > 0 && (
        <span class="muted" aria-hidden="true">
          {seconds} s
        </span>
      )}
    </p>
  );
}
