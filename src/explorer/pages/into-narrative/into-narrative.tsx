import { later } from '../../components/later.js';
import { ClaimLink, Foreign, NarrativeLink } from '../../components/links.js';
import { useWords } from '../../components/view.js';
import { MayRecord } from '../../recording/may-record.js';
import type { IntoNarrativeData } from './load.js';

const IntoNarrativeForm = later(async () => (await import('./into-narrative-form.js')).IntoNarrativeForm);

/** Adds a claim to a narrative that there is, or to a new one. */
export function IntoNarrativePage({ data }: { readonly data: IntoNarrativeData }) {
  const words = useWords();
  const { id, text, language, narratives } = data.claim;
  return (
    <article class="form-page">
      <p class="kicker">
        <ClaimLink id={id}>
          <Foreign language={language}>{text}</Foreign>
        </ClaimLink>
      </p>
      <h1>{words.text('change.addToNarrative')}</h1>
      <p>{words.text('change.addToNarrativeMeans')}</p>
      {narratives.length > 0 && (
        <p class="notice">
          {words.rich('change.inNarratives', {
            narratives: (
              <span>
                {words.list(
                  narratives.map((each) => (
                    <NarrativeLink key={each.id} id={each.id}>
                      {each.title}
                    </NarrativeLink>
                  )),
                )}
              </span>
            ),
          })}
        </p>
      )}
      <MayRecord scope="record">
        <IntoNarrativeForm data={data} />
      </MayRecord>
    </article>
  );
}
