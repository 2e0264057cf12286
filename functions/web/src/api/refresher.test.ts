import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Refresher } from './refresher';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch(queryKey: readonly unknown[], milliseconds: number) {
  const client = new QueryClient();
  let [asked, answered] = [0, 0];
  const queryFn = async () => {
    asked++;
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return ++answered;
  };
  const stop = new QueryObserver(client, { queryKey, queryFn }).subscribe(() => undefined);
  return { refresher: new Refresher(client), counts: () => [asked, answered], stop };
}

it('lets an answer come however quickly events follow each other, and asks once more for what came meanwhile', async () => {
  const { refresher, counts, stop } = watch(['cluster', 'c1'], 400);
  await vi.advanceTimersByTimeAsync(500);
  expect(counts()).toEqual([1, 1]);
  for (let i = 0; i < 10; i++) {
    refresher.add([['cluster', 'c1']]);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(counts()[1]).toBeGreaterThanOrEqual(3);
  await vi.advanceTimersByTimeAsync(2000);
  const [asked, answered] = counts();
  expect(answered).toBe(asked);
  stop();
});

it('reads what shows the whole fleet a few times a second at most', async () => {
  const { refresher, counts, stop } = watch(['clusters'], 1);
  await vi.advanceTimersByTimeAsync(10);
  for (let i = 0; i < 100; i++) {
    refresher.add([['clusters']]);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(counts()[0]).toBeLessThanOrEqual(5);
  await vi.advanceTimersByTimeAsync(1000);
  expect(counts()[0]).toBeGreaterThanOrEqual(3);
  stop();
});
