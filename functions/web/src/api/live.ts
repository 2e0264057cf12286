import type { QueryClient } from '@tanstack/react-query';
import { affectedBy } from './affected';
import { apiPath } from './base';
import { Refresher } from './refresher';
import { createParser, type StreamEvent } from './sse';
import { authorization } from './token';

export type LiveState = 'connecting' | 'live' | 'lost';

const firstPause = 500;
const longestPause = 8_000;
// The service sends a comment every 15 s: silence for longer is a cut that nobody told us of.
const silence = 40_000;
const afterFirst = 1_500;

/**
 * Follows the event stream for as long as the page is open and reads anew what events make out of date. It is read with fetch and not EventSource,
 * which can carry no token and hides the reason when it is refused.
 */
export function follow(client: QueryClient, onState: (state: LiveState) => void): () => void {
  const stop = new AbortController();
  let last = '';
  let pause = firstPause;
  const refresher = new Refresher(client);

  function take(event: StreamEvent) {
    last = event.id || last;
    if (event.event === 'ready') return;
    let data = {};
    try {
      data = JSON.parse(event.data) as object;
    } catch {
      return;
    }
    refresher.add(affectedBy(event.event, data));
  }

  async function once(): Promise<void> {
    const cut = new AbortController();
    const signal = AbortSignal.any([stop.signal, cut.signal]);
    let watch = setTimeout(() => cut.abort(), silence);
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream', ...authorization() };
      if (last) headers['Last-Event-ID'] = last;
      const response = await fetch(apiPath('/events'), { headers, signal });
      if (!response.ok || !response.body) throw new Error(String(response.status));
      pause = firstPause;
      onState('live');
      // What changed before anybody listened is told only to who names an event: what the page asked for by then is asked for once more, when it has been drawn.
      if (!last) setTimeout(() => refresher.add([[]]), afterFirst);
      const parse = createParser(take);
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watch);
        watch = setTimeout(() => cut.abort(), silence);
        parse(decoder.decode(value, { stream: true }));
      }
    } finally {
      clearTimeout(watch);
    }
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      let failed = false;
      try {
        await once();
      } catch {
        failed = true;
      }
      if (stop.signal.aborted) return;
      // An ended stream is asked for again at once; only what fails is told.
      if (failed) onState('lost');
      await new Promise((resolve) => setTimeout(resolve, failed ? pause : 100));
      if (failed) pause = Math.min(pause * 2, longestPause);
    }
  }

  void run();
  return () => stop.abort();
}
