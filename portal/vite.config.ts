import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { shellList } from './src/worker/shell-list.ts';

const api = process.env.QUEN_API ?? 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/portal/',
  plugins: [react(), shellList()],
  build: {
    outDir: 'dist',
    // Every browser that runs React 19 preloads modules by itself.
    modulePreload: { polyfill: false },
    // No inlined fonts or images: the content security policy then stays short.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/worker/sw.ts' },
      output: {
        // The worker's address must not change, and its folder is what it may control.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { port: 3107, proxy: { '/v1': { target: api, changeOrigin: false } } },
});
