// Part of `npm run build`: writes packages/capture/dist/capture.min.js.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundleCapture } from "./bundle-capture.mjs";
import { root } from "./run-step.mjs";

const folder = join(root, "packages/capture/dist");
const code = await bundleCapture();
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "capture.min.js"), code);
console.log(`packages/capture/dist/capture.min.js: ${gzipSync(code, { level: 9 }).length} bytes gzipped`);
