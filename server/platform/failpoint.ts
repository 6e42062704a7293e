/**
 * Named places where a crash would be most awkward. Tests arm them to throw there; in operation
 * they do nothing.
 */
const armed = new Map<string, () => void | Promise<void>>();

export async function failpoint(name: string): Promise<void> {
  const act = armed.get(name);
  if (act) await act();
}

/** Runs `act` whenever the place is reached, until the returned function is called. */
export function armFailpoint(name: string, act: () => void | Promise<void>): () => void {
  armed.set(name, act);
  return () => armed.delete(name);
}
