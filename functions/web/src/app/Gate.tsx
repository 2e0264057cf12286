import type { ReactNode } from 'react';
import { ApiError } from '../api/ApiError';
import { useMe } from '../api/queries';
import { SignIn } from './SignIn';

/** Asks for a token where the service wants one, and whenever it stops taking the one it got. */
export function Gate({ children }: { children: ReactNode }) {
  const me = useMe();
  if (me.error instanceof ApiError && me.error.status === 401) return <SignIn reason={me.error.message} />;
  return children;
}
