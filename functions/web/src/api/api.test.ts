import { describe, expect, it } from 'vitest';
import { affectedBy } from './affected';
import { keyText, sameKey } from './key';
import { denialOf } from './may';
import { createParser, type StreamEvent } from './sse';
import type { MeView } from './types';

function parse(...chunks: string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const take = createParser((e) => events.push(e));
  chunks.forEach(take);
  return events;
}

describe('createParser', () => {
  it('reads events however they are cut', () => expect(parse('id: 1\nev', 'ent: step\ndata: {"a"', ':1}\n\nid: 2\n')).toEqual([{ id: '1', event: 'step', data: '{"a":1}' }]));
  it('joins lines of data and takes either end of a line', () => expect(parse('data: a\r\ndata: b\r\n\r\n')).toEqual([{ id: '', event: 'message', data: 'a\nb' }]));
  it('passes over comments, retries and what has no data', () => expect(parse(': alive\nretry: 1000\nevent: x\n\n')).toEqual([]));
  it('keeps the id until there is another', () => expect(parse('id: 7\ndata: a\n\ndata: b\n\n').map((e) => e.id)).toEqual(['7', '7']));
});

describe('affectedBy', () => {
  it('reads one cluster again where one changed', () => expect(affectedBy('instances', { clusterId: 'c1' })).toEqual([['cluster', 'c1'], ['problem-instances']]));
  it('reads nothing of clusters for a step', () => expect(affectedBy('step', { clusterId: 'c1', uid: 'u' })).toEqual([['operation', 'u'], ['recovery', 'u']]));
  it('reads everything after a gap', () => expect(affectedBy('reset', {})).toEqual([[]]));
  it('reads nothing for what it does not know', () => expect(affectedBy('something-new', {})).toEqual([]));
});

describe('denialOf', () => {
  const me = (change: Partial<MeView>): MeView => ({ name: 'ann', method: 'token', role: 'viewer', limited: [], isReadOnly: false, ...change }) as MeView;
  it.each([
    ['who is not known yet', undefined, 'operator', 'unknown'],
    ['who lacks the role', me({}), 'operator', 'role'],
    ['who has it', me({ role: 'operator' }), 'operator', null],
    ['who has more', me({ role: 'admin' }), 'operator', null],
    ['nobody where all is read-only', me({ role: 'admin', isReadOnly: true }), 'operator', 'read-only'],
    ['who has it on some clusters, which the service knows', me({ limited: [{ role: 'operator' }] as never }), 'operator', null],
    ['but not for what concerns all', me({ limited: [{ role: 'admin' }] as never }), 'admin', 'role'],
  ] as const)('%s', (_, who, role, expected) => expect(denialOf(who, role)).toBe(expected));
});

describe('keys', () => {
  it('put IPv6 in brackets', () => expect(keyText({ engine: 'mysql', host: '::1', port: 3306 })).toBe('[::1]:3306'));
  it('differ by engine', () => expect(sameKey({ engine: 'mysql', host: 'a', port: 1 }, { engine: 'postgresql', host: 'a', port: 1 })).toBe(false));
});
