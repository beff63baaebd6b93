import { useCallback, useState } from "react";

/** Something that is done on a press: whether it is under way, and how it failed. */
export function useAction(): {
  readonly busy: boolean;
  readonly error: Error | null;
  /** Resolves to whether it succeeded. */
  readonly run: (action: () => Promise<void>) => Promise<boolean>;
} {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const run = useCallback(async (action: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await action();
      return true;
    } catch (failure) {
      setError(failure as Error);
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { busy, error, run };
}
