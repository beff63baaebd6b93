import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./run-step.mjs";

/**
 * Properties of the script's own objects, which no object of a browser has and no page sees: they get short
 * names. `npm run build` must be able to rename them everywhere or nowhere, so list only such.
 */
const ownProperties =
  /^(outbox|progress|recording|onChange|add|after|acknowledge|size|sequence|bytes|finish|flush|pump|sendRest|open|hear|lose|url)$/;

/**
 * The browser script as one file for a plain script tag: it makes the global `wristprint`.
 *
 * @returns {Promise<string>}
 */
export async function bundleCapture() {
  const { outputFiles } = await build({
    stdin: {
      contents: 'import { start } from "./index.ts"; window.wristprint = { start };',
      resolveDir: join(root, "packages/capture/src"),
    },
    bundle: true,
    write: false,
    minify: true,
    mangleProps: ownProperties,
    format: "iife",
    target: "es2020",
    legalComments: "none",
    logLevel: "error",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild: one file expected, got none");
  return file.text;
}
