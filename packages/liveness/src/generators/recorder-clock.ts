import type { Random } from "@wristprint/core";

/**
 * A clock that spaces events as real recorders do: a mouse that reports every 8 ms, a browser that tells one event a
 * frame, an emulated device, a script's own timer. Drawn anew for each track, so that no spacing tells a machine.
 */
export function drawRecorderClock(random: Random): () => number {
  switch (random.integer(6)) {
    case 0:
      return () => 8 + (random.uniform() < 0.2 ? random.integer(9) : 0);
    case 1:
      return () => (random.uniform() < 0.1 ? 24 : 16) + Math.round(0.4 * random.normal());
    case 2: {
      const shortest = 4 + 6 * random.uniform();
      const spread = 20 * random.uniform();
      return () => shortest + spread * random.uniform();
    }
    case 3: {
      const timer = 10 + 50 * random.uniform();
      const lag = 10 * random.uniform();
      return () => timer + Math.abs(lag * random.normal());
    }
    case 4: {
      // A loop's sleep and whatever else the machine has to do.
      const sleep = 5 * 10 ** random.uniform();
      const lag = sleep * random.uniform();
      return () => sleep - lag * Math.log(1 - random.uniform());
    }
    default: {
      const frame = 1000 / 60;
      const most = 1 + random.integer(5);
      return () => frame * (1 + random.integer(most)) + 0.5 * random.normal();
    }
  }
}
