import type { NarrativeSummary } from '../../narratives/narratives.queries.js';
import { NarrativeLink } from './links.js';
import { useWords } from './view.js';

/** Narratives with the number of their claims. */
export function NarrativeList({ narratives }: { readonly narratives: readonly NarrativeSummary[] }) {
  const words = useWords();
  return (
    <ul>
      {narratives.map(({ id, title, size }) => (
        <li key={id}>
          <NarrativeLink id={id}>{title}</NarrativeLink>{' '}
          <span class="meta">{words.text('home.size', { count: size })}</span>
        </li>
      ))}
    </ul>
  );
}
