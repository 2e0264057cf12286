import './app/library.css';
import './app/page.css';
import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { ApiError } from './api/ApiError';
import { pagePath } from './api/base';
import { App } from './app/App';
import { Gate } from './app/Gate';
import { LiveProvider } from './app/LiveContext';
import { readable, theme } from './app/theme';
import { I18nProvider } from './i18n/I18n';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
setNonce(nonce);

// A session may end in the middle of anything: whoever is told so first has it asked at once who the caller is, and the page then asks for a token.
const onError = (error: unknown): void => {
  if (error instanceof ApiError && error.status === 401) void client.invalidateQueries({ queryKey: ['me'] }, { cancelRefetch: false });
};

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== 'me' && onError(error) }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // The stream tells what changed; this is for ages, and for when it is cut.
      refetchInterval: 15_000,
      retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
    },
  },
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={readable} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <I18nProvider>
        <QueryClientProvider client={client}>
          <Gate>
            <LiveProvider>
              <Router base={pagePath}>
                <App />
              </Router>
            </LiveProvider>
          </Gate>
        </QueryClientProvider>
      </I18nProvider>
    </MantineProvider>
  </StrictMode>,
);
