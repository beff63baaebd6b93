import { expect, it } from "vitest";
import { explainHookFailure } from "./explain-hook-failure.js";

const linux = { platform: "linux", display: ":7" } as const;
const mac = { platform: "darwin", display: undefined } as const;
const died = { failure: undefined, stderr: "", ending: "SIGABRT ended its process" };
const failed = (code: string | undefined, message: string) => ({ ...died, failure: { code, message } });

it.each([
  ["a display that does not answer", { ...died, stderr: "xrecord_start [1024]: XOpenDisplay failure!\n" }],
  ["the same, told by its code", failed("UIOHOOK_ERROR_X_OPEN_DISPLAY", "Failed to open X11 display.")],
])("names %s", (_, end) => {
  expect(explainHookFailure(end, linux)).toMatch(/X server expected: .*:7, does not answer/);
  expect(explainHookFailure(end, { ...linux, display: "" })).toMatch(/DISPLAY names none/);
});

it.each([
  ["the extension that lacks", failed("UIOHOOK_ERROR_X_RECORD_NOT_FOUND", "Unable"), linux, /RECORD/],
  ["macOS's permission", failed("UIOHOOK_ERROR_AXAPI_DISABLED", "Failed"), mac, /Accessibility/],
  [
    "the library that lacks",
    failed("load", "libXtst.so.6: cannot open shared object file\nRequire stack:\n- x"),
    linux,
    /uiohook-napi.*does not load here: libXtst\.so\.6: cannot open shared object file$/,
  ],
  ["what else the hook says", failed("UIOHOOK_FAILURE", "An unknown hook error"), mac, /An unknown hook/],
  ["how the process died", died, linux, /SIGABRT ended its process/],
] as const)("names %s, in one line", (_, end, desktop, reason) => {
  const line = explainHookFailure(end, desktop);
  expect(line).toMatch(reason);
  expect(line).not.toContain("\n");
});
