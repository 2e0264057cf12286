import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { follow, type LiveState } from '../api/live';

const Context = createContext<LiveState>('connecting');

export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => follow(client, setState), [client]);
  return <Context value={state}>{children}</Context>;
}

export const useLive = (): LiveState => use(Context);
