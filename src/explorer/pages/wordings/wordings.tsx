import { DataLinks } from '../../components/data-links.js';
import { ClaimLink, Foreign } from '../../components/links.js';
import { Pagination } from '../../components/pagination.js';
import { useWords } from '../../components/view.js';
import type { WordingsData } from './load.js';
import { Wording } from './wording.js';

/** How a claim was worded over time, with the words that changed on the way. */
export function WordingsPage({ data }: { readonly data: WordingsData }) {
  const words = useWords();
  const { claim, wordings, isFirst, json } = data;
  const { total, items, omitted, nextRevision } = wordings;
  return (
    <article class="wordings-page">
      <header>
        <h1>{words.text('wordings.title')}</h1>
        <p class="claim-text">
          <ClaimLink id={claim.id}>
            <Foreign language={claim.language}>{claim.text}</Foreign>
          </ClaimLink>
        </p>
        <p>{words.text('wordings.count', { count: total })}</p>
        <p class="hint difference">
          {words.rich('wordings.legend', { del: (text) => <del>{text}</del>, ins: (text) => <ins>{text}</ins> })}
        </p>
      </header>
      {omitted !== undefined && <p class="notice">{words.text('wordings.omitted', { count: omitted })}</p>}
      <ol class="steps wordings">
        {items.map((wording) => (
          <Wording key={`${wording.revision} ${wording.source}`} wording={wording} data={data} />
        ))}
      </ol>
      <Pagination
        parameters={{}}
        isFirst={isFirst}
        {...(nextRevision !== undefined && { next: { after: nextRevision } })}
      />
      <DataLinks json={json} />
    </article>
  );
}
