import { ApiError } from './ApiError';
import { apiPath } from './base';
import { authorization } from './token';

export interface Page<T> {
  items: T[];
  total: string;
}

async function request(method: string, path: string, body?: unknown, key?: string, signal?: AbortSignal, engine?: string): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', ...authorization() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  let response: Response;
  try {
    response = await fetch(apiPath(path, engine), { method, headers, body: body === undefined ? null : JSON.stringify(body), signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'unreachable', '');
  }
  if (response.ok) return response;
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as { type?: string; title?: string; detail?: string };
    return new ApiError(response.status, problem.type?.split(':').pop() ?? '', problem.detail ?? problem.title ?? text);
  } catch {
    return new ApiError(response.status, '', text.slice(0, 500) || response.statusText);
  }
}

async function json<T>(response: Response): Promise<T> {
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export const get = async <T>(path: string, signal?: AbortSignal): Promise<T> => json<T>(await request('GET', path, undefined, undefined, signal));

export async function getPage<T>(path: string, signal?: AbortSignal): Promise<Page<T>> {
  const response = await request('GET', path, undefined, undefined, signal);
  return { items: await json<T[]>(response), total: response.headers.get('X-Total-Count') ?? '' };
}

/** Asks for a dry run: it changes nothing, so that it needs no key. */
export const dryRun = async <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
  json<T>(await request('POST', `${path}${path.includes('?') ? '&' : '?'}dryRun=true`, body, undefined, signal));

/** Changes something, once: asked again with the same key it is not done again. */
export const change = async <T>(method: 'POST' | 'DELETE', path: string, key: string, body?: unknown, engine?: string): Promise<T> =>
  json<T>(await request(method, path, body, key, undefined, engine));

// randomUUID exists only where the page came over TLS or from this machine.
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
