import { RecognitionError } from "../recognition-error.js";
import { PROTOCOLS } from "./registry.js";

type Settings = Record<string, unknown>;

/** The settings that a protocol decides. Beside one that divides impostors, `impostors` is its parameter. */
const DECIDED = ["split", "development", "impostors"] as const;

/**
 * Settings with those that a protocol stands for in the place of its name; without a name they stay as they are.
 * @param origin where they come from, for the message
 * @throws RecognitionError `bad-definition` for a name that no protocol has, or a split beside one
 */
export function expandProtocol(settings: Readonly<Settings>, origin: string): Settings {
  if (!Object.hasOwn(settings, "protocol")) return settings;
  const { protocol: name, ...others } = settings;
  const refuse = (expected: string) =>
    new RecognitionError("bad-definition", `${origin}: protocol: ${expected} expected`);
  const protocol = PROTOCOLS.find((one) => one.name === name);
  if (protocol === undefined) throw refuse(`one of ${PROTOCOLS.map((one) => one.name).join(", ")}`);
  const parameter = protocol.settings.impostors && "impostors";
  const beside = DECIDED.find((key) => key !== parameter && Object.hasOwn(others, key));
  if (beside !== undefined) throw refuse(`no ${beside} beside it, which it decides,`);
  return { ...protocol.settings, ...others };
}

/** Settings without what a protocol decides, for one to be put on top. */
export function withoutProtocol({
  split: _,
  development: __,
  impostors: ___,
  ...others
}: Readonly<Settings>): Settings {
  return others;
}
