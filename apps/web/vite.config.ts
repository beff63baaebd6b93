import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The console as files: what the server serves below `/`. Everything it loads is its own: no inline script or style. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react()],
  build: {
    outDir: "dist/site",
    emptyOutDir: true,
    target: "es2022",
    // A content security policy that allows no `data:` scripts or fonts holds for small files too.
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 1200,
  },
  server: { host: "127.0.0.1", proxy: { "/v1": proxy(), "/live": proxy() } },
});

/** While working on the console: `WRISTPRINT_SERVER` is the address of a running server. */
function proxy() {
  return { target: process.env.WRISTPRINT_SERVER ?? "http://127.0.0.1:8080", ws: true };
}
