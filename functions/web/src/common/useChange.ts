import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiError } from '../api/ApiError';
import { change, newKey } from '../api/client';

export interface Change {
  method?: 'POST' | 'DELETE';
  path: string;
  body?: unknown;
  engine?: string;
}

/**
 * Makes a change. One key stands for what somebody confirmed: where the answer was lost, asking again with it does nothing twice. Once the service has
 * answered, whatever it said, the next attempt is a new one.
 */
export function useChange<T = unknown>(onDone?: (result: T) => void) {
  const client = useQueryClient();
  const key = useRef('');
  return useMutation({
    mutationFn: ({ method = 'POST', path, body, engine }: Change) => {
      key.current ||= newKey();
      return change<T>(method, path, key.current, body, engine);
    },
    retry: false,
    onSuccess: (result) => {
      key.current = '';
      void client.invalidateQueries();
      onDone?.(result);
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || error.status !== 0) key.current = '';
    },
  });
}
