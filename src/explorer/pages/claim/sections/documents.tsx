import type { DocumentView } from '../../../../documents/documents.queries.js';
import { ActorLink, DocumentLink } from '../../../components/links.js';
import { Occurred } from '../../../components/time.js';
import { useWords } from '../../../components/view.js';
import type { ClaimData } from '../load.js';
import { Section } from './section.js';

/** Where it can be read. */
export function Documents({ data }: { readonly data: ClaimData }) {
  const words = useWords();
  const { documents, moreDocuments, names } = data;
  if (documents.length === 0) return null;
  return (
    <Section id="documents" title={words.text('claim.documents')}>
      <ul class="documents">
        {documents.map((document) => (
          <li key={document.id}>
            <Document document={document} publisher={names.actors[document.publisher]} />
          </li>
        ))}
      </ul>
      {moreDocuments && <p class="meta">…</p>}
    </Section>
  );
}

function Document({
  document,
  publisher,
}: {
  readonly document: DocumentView;
  readonly publisher: string | undefined;
}) {
  const words = useWords();
  const { id, title, url, publishedAt, archivedUrl } = document;
  return (
    <>
      <DocumentLink id={id} name={title ?? url} />
      <span>{words.text('frame.comma')}</span>
      <ActorLink id={document.publisher} name={publisher} />
      <br />
      <span class="meta">
        {publishedAt === undefined ? (
          <Occurred at={undefined} />
        ) : (
          words.rich('claim.published', { time: <Occurred at={publishedAt} /> })
        )}
        {url !== undefined && (
          <>
            {' · '}
            <a href={url} rel="external noreferrer">
              {hostOf(url)}
            </a>
          </>
        )}
        {archivedUrl !== undefined && (
          <>
            {' · '}
            <a href={archivedUrl} rel="external noreferrer">
              {words.text('claim.archived')}
            </a>
          </>
        )}
      </span>
    </>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
