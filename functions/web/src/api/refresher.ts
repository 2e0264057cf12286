import type { QueryClient } from '@tanstack/react-query';

/** Between two readings of what shows the whole fleet, which something in it changes all the time. */
const fleetPause = 300;
const fleet = new Set(['clusters', 'analysis', 'problem-instances', 'recoveries', 'operations', 'detections', 'audit']);
// Events of one change come together; one reading serves them all.
const gather = 50;

interface Reading {
  again: boolean;
}

/**
 * Reads anew what is out of date, each thing at most once at a time: an answer that is on its way is not thrown away because of the next event, or a fleet
 * with much going on would never be seen; it is asked for once more when it has come.
 */
export class Refresher {
  private readonly running = new Map<string, Reading>();
  private pending = new Map<string, readonly unknown[]>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly client: QueryClient) {}

  add(keys: readonly (readonly unknown[])[]): void {
    for (const key of keys) this.pending.set(JSON.stringify(key), key);
    if (keys.length > 0) this.timer ??= setTimeout(() => this.flush(), gather);
  }

  private flush(): void {
    this.timer = undefined;
    const keys = this.pending;
    this.pending = new Map();
    for (const [id, key] of keys) void this.read(id, key);
  }

  private async read(id: string, queryKey: readonly unknown[]): Promise<void> {
    const busy = this.running.get(id);
    if (busy) {
      busy.again = true;
      return;
    }
    const reading = { again: false };
    this.running.set(id, reading);
    do {
      reading.again = false;
      await this.client.invalidateQueries({ queryKey }).catch(() => undefined);
      if (fleet.has(String(queryKey[0]))) await new Promise((resolve) => setTimeout(resolve, fleetPause));
    } while (reading.again);
    this.running.delete(id);
  }
}
