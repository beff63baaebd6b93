/** What the conformance suite needs to know of a format to write files in it. */
export interface FormatSample {
  readonly format: string;
  readonly header: string | undefined;
  /** Paths of a training session of a subject called `user7`; the sessions' names are free. */
  readonly sessionPath: (subject: string, number: number) => string;
  /** A row of the format; the time in ms. */
  readonly row: (tMs: number, x: number | string, y: number | string) => string;
  /** A press of the left button, where the format tells of buttons. */
  readonly press?: (tMs: number, x: number, y: number) => string;
  /** A row with an event that the format does not know. */
  readonly unknownRow?: string;
  /** A file of these rows, where rows are no lines of their own; `lineOf` then says all rows' line. */
  readonly compose?: (rows: readonly string[], end: string) => string;
  /** The header is a preamble: it names no columns. */
  readonly preamble?: boolean;
}

const recorder = (tMs: number | string, event: string, x: number | string, y: number | string) =>
  `${tMs},${event},${x},${y}`;

export const FORMAT_SAMPLES: readonly FormatSample[] = [
  {
    format: "balabit",
    header: "record timestamp,client timestamp,button,state,x,y",
    sessionPath: (subject, number) => `training_files/${subject}/session_${number}`,
    row: (tMs, x, y) => `0.5,${recorder(tMs / 1000, "NoButton,Move", x, y)}`,
    press: (tMs, x, y) => `0.5,${recorder(tMs / 1000, "Left,Pressed", x, y)}`,
    unknownRow: "0.5,1,NoButton,Fly,1,1",
  },
  {
    format: "sapimouse",
    header: "client timestamp,button,state,x,y",
    sessionPath: (subject, number) => `${subject}/session_2020_05_${number}_3min.csv`,
    row: (tMs, x, y) => recorder(4_055_215 + tMs, "NoButton,Move", x, y),
    press: (tMs, x, y) => recorder(4_055_215 + tMs, "Left,Pressed", x, y),
    unknownRow: "4055215,Fourth,Move,1,1",
  },
  {
    format: "dfl",
    header: "client timestamp,button,state,x,y",
    sessionPath: (subject, number) => `${subject}/${number}.csv`,
    row: (tMs, x, y) => recorder(10_856 + tMs, "NoButton,Move", x, y),
    press: (tMs, x, y) => recorder(10_856 + tMs, "Left,Pressed", x, y),
    unknownRow: "10856,NoButton,,1,1",
  },
  {
    format: "gmail",
    header: "Tab ID,ClientID,Type,Mouse X,Mouse Y,TimeStamp",
    sessionPath: (subject, number) => `${subject}/session_${number}.csv`,
    row: (tMs, x, y) => `7,3f2a,movement,${x},${y},${1_650_000_000_000 + tMs}`,
    unknownRow: "7,3f2a,keypress,1,1,1650000000000",
  },
  {
    format: "chaoshen",
    header: undefined,
    sessionPath: (subject, number) => `${subject}/${number}.txt`,
    row: (tMs, x, y) => `${x},${y},512,Move,${760_920 + tMs},0`,
    press: (tMs, x, y) => `${x},${y},513,Pressed,${760_920 + tMs},0`,
    unknownRow: "1134,1010,999,Pressed,760920,0",
  },
  {
    format: "delbot",
    header: "resolution:1536,864",
    preamble: true,
    sessionPath: (subject, number) => `${subject}/circle_${number}.txt`,
    row: (tMs, x, y) => `${85_431.1 + tMs},Move,${x},${y}`,
    press: (tMs, x, y) => `${85_431.1 + tMs},Pressed,${x},${y}`,
    unknownRow: "85431,Fly,1,1",
  },
  {
    format: "slider",
    header: undefined,
    sessionPath: (subject, number) => `${subject}/${number}.txt`,
    row: (tMs, x, y) => `${x},${y},${433 + tMs}`,
    compose: (rows, end) => `17 ${rows.join(";")} 848,728.5 1${end}`,
  },
];
