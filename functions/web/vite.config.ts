import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const compressible = /\.(js|css|svg)$/;

// Compressed once here and not at each request; the service only chooses.
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async closeBundle() {
      const names = await readdir('dist', { recursive: true });
      await Promise.all(
        names.filter((name) => compressible.test(name)).map(async (name) => {
          const file = join('dist', name);
          const body = await readFile(file);
          await writeFile(`${file}.br`, brotliCompressSync(body));
          await writeFile(`${file}.gz`, gzipSync(body, { level: 9 }));
        }),
      );
    },
  };
}

// The service says in the page where it lies; under the development server it is the root.
function rootBase(): Plugin {
  return { name: 'root-base', apply: 'serve', transformIndexHtml: (html) => html.replace('<base href="/ui/" />', '<base href="/" />') };
}

export default defineConfig(({ command }) => ({
  base: command === 'build' ? './' : '/',
  plugins: [react(), precompress(), rootBase()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': process.env.HAM4DB_API ?? 'http://127.0.0.1:3000' } },
}));
