import { Actions } from '../../components/actions.js';
import { DataLinks } from '../../components/data-links.js';
import { NarrativeList } from '../../components/narrative-list.js';
import { Pagination } from '../../components/pagination.js';
import { useWords } from '../../components/view.js';
import type { NarrativesData } from './load.js';

/** All narratives, newest first, a page at a time. */
export function NarrativesPage({ data }: { readonly data: NarrativesData }) {
  const { narratives, next, isFirst, json, csv } = data;
  const words = useWords();
  return (
    <article class="noun">
      <h1>{words.text('narrative.list')}</h1>
      <Actions actions={[{ text: 'register.title.narrative', path: '/narratives/new' }]} />
      {narratives.length === 0 ? (
        <p>{words.text('narrative.none')}</p>
      ) : (
        <section class="narratives" aria-label={words.text('home.narratives')}>
          <NarrativeList narratives={narratives} />
        </section>
      )}
      <Pagination parameters={{}} isFirst={isFirst} {...(next !== undefined && { next: { cursor: next } })} />
      <DataLinks json={json} csv={csv} />
    </article>
  );
}
