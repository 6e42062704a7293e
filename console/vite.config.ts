import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.QUEN_API ?? 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    // No inlined fonts or images: the content security policy then stays short.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
  },
  server: {
    port: 3106,
    proxy: Object.fromEntries(
      ['/v1', '/api', '/m', '/docs', '/portal'].map((path) => [
        path,
        { target: api, changeOrigin: false },
      ]),
    ),
  },
});
