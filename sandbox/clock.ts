export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The sandbox's time: that of the machine, until a test sets it. */
export class Clock {
  #frozen: number | undefined;
  #ahead = 0;
  /** Called when the clock was set or moved. */
  onMove: () => void = () => undefined;

  /** Now, in milliseconds since 1970. */
  ms(): number {
    return (this.#frozen ?? Date.now()) + this.#ahead;
  }

  /** Now, as ISO 8601 in UTC. */
  iso(): string {
    return new Date(this.ms()).toISOString();
  }

  /** Stops the clock at a moment (ISO text, milliseconds or a Date). */
  set(moment: string | number | Date): void {
    this.#frozen = new Date(moment).getTime();
    this.#ahead = 0;
    this.onMove();
  }

  /** Moves the clock forward by so many milliseconds, whether it stands or runs. */
  advance(ms: number): void {
    this.#ahead += ms;
    this.onMove();
  }

  /** Goes back to the machine's time. */
  reset(): void {
    this.#frozen = undefined;
    this.#ahead = 0;
    this.onMove();
  }
}
