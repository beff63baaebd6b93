// Part of `npm run build`: writes the console, apps/web/dist/site.
import { join } from "node:path";
import { build } from "vite";
import { root } from "./run-step.mjs";

await build({ configFile: join(root, "apps/web/vite.config.ts"), logLevel: "warn" });
console.log("apps/web/dist/site: the console");
