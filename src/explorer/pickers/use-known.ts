import { useEffect, useState } from 'preact/hooks';
import { recentChoices } from '../browser/recent-choices.js';
import type { Candidate, Finder, Noun } from './finder.js';

/** What is known of ids: of those that were chosen here, and of those that the field began with. */
export function useKnown(finder: Finder, ids: readonly string[]) {
  const [known, setKnown] = useState<ReadonlyMap<string, Candidate | undefined>>(new Map());
  const learn = (candidates: readonly Candidate[], asked: readonly string[] = []) => {
    setKnown((before) => {
      const missing = asked.map((id) => [id, undefined] as const);
      return new Map([...before, ...missing, ...candidates.map((candidate) => [candidate.id, candidate] as const)]);
    });
  };
  const unknown = ids.filter((id) => !known.has(id)).join(' ');
  useEffect(() => {
    if (unknown === '') return;
    const asked = unknown.split(' ');
    finder.get(asked).then(
      (found) => {
        learn(found, asked);
      },
      () => undefined,
    );
  }, [finder, unknown]);
  /** So that it is looked up. */
  const forget = (id: string) => {
    setKnown((before) => new Map([...before].filter(([other]) => other !== id)));
  };
  return { known, learn, forget };
}

/** Those that were chosen lately, the last one first. */
export function useRecent(finder: Finder, noun: Noun, isWanted: boolean): readonly Candidate[] {
  const [recent, setRecent] = useState<readonly Candidate[]>([]);
  useEffect(() => {
    const ids = noun === 'entry' || !isWanted ? [] : recentChoices(noun);
    if (ids.length === 0) return;
    finder.get(ids).then(
      (found) => {
        setRecent(found.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)));
      },
      () => undefined,
    );
  }, [finder, noun, isWanted]);
  return recent;
}
