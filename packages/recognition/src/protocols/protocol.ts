import type { Development, Impostors, Split } from "../experiment/split-settings.js";

/** How people's recordings are parted into what is learnt from and what is measured. */
export interface Protocol {
  readonly name: string;
  /** What is the test, and what is learnt from. */
  readonly summary: string;
  /** What its figures do not say. */
  readonly limits: string;
  /** What it stands for in an experiment. */
  readonly settings: ProtocolSettings;
}

/** How trained models are measured by a command of its own. */
export interface CommandProtocol extends Omit<Protocol, "settings"> {
  /** After `wristprint`. */
  readonly command: string;
}

/** The settings of an experiment that a protocol decides, all of them. */
export interface ProtocolSettings {
  readonly split: Split;
  readonly development?: Development | undefined;
  /** A parameter: an experiment follows the protocol with any share of its own. */
  readonly impostors?: Impostors | undefined;
}
