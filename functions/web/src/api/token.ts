const name = 'ham4db-token';

// For this tab only: a token that lay in local storage would outlive who typed it.
export const getToken = (): string | null => sessionStorage.getItem(name);

export function setToken(token: string | null): void {
  if (token) sessionStorage.setItem(name, token);
  else sessionStorage.removeItem(name);
}

export function authorization(): Record<string, string> {
  const token = getToken();
  return token ? { Authorization: `Bearer ${token}` } : {};
}
