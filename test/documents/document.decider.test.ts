import { documentDecider, type RecordDocumentEvent } from '../../src/documents/document.decider.js';
import type { DocumentAmended, DocumentEvent, DocumentRegistered } from '../../src/documents/document.events.js';
import { AlreadyExistsError, NotFoundError } from '../../src/command-handling/errors.js';
import { given } from '../support/given-when-then.js';

const registered = (fields: Partial<DocumentRegistered> = {}): DocumentEvent => ({
  type: 'DocumentRegistered',
  data: { publisher: 'tass', title: 'NATO ready to cede', publishedAt: '2023-11-20', ...fields },
});
const amended = (data: DocumentAmended): DocumentEvent => ({ type: 'DocumentAmended', data });
const nameless: DocumentEvent = { type: 'DocumentRegistered', data: { publisher: 'tass' } };

const givenDocument = (...events: readonly DocumentEvent[]) => given(documentDecider, events);
const recording = (event: DocumentEvent, now = '2024-01-01T00:00:00.000Z'): RecordDocumentEvent => {
  return { document: 'report', event, now };
};

describe('documentDecider: registrations', () => {
  it('returns no event for a repeated registration', () => {
    givenDocument().when(recording(registered())).then([registered()]);
    givenDocument(registered(), amended({ title: 'Otherwise' }))
      .when(recording(registered()))
      .thenNothing();
  });

  it('rejects a registration that differs from the first', () => {
    givenDocument(registered())
      .when(recording(registered({ language: 'ru' })))
      .thenThrows(AlreadyExistsError);
  });

  it('requires a title or a URL', () => {
    givenDocument()
      .when(recording(nameless))
      .thenRejects([{ pointer: '/title', code: 'nameless' }]);
    givenDocument()
      .when(recording({ ...nameless, data: { ...nameless.data, url: 'https://tass.example/1' } }))
      .thenAccepted();
  });

  it('accepts a publication date that has begun in the first time zone', () => {
    const tomorrow = registered({ publishedAt: '2024-01-02' });
    givenDocument().when(recording(tomorrow, '2024-01-01T10:00:00.000Z')).thenAccepted();
    givenDocument()
      .when(recording(tomorrow, '2024-01-01T09:59:59.999Z'))
      .thenRejects([{ pointer: '/publishedAt', code: 'in-the-future' }]);
  });

  it('rejects a publication date in the future', () => {
    for (const publishedAt of ['2024', '2024-01-01', '../2025']) {
      givenDocument()
        .when(recording(registered({ publishedAt })))
        .thenAccepted();
    }
    givenDocument()
      .when(recording(registered({ publishedAt: '2024-01-02' })))
      .thenRejects([{ pointer: '/publishedAt', code: 'in-the-future' }]);
  });
});

describe('documentDecider: amendments', () => {
  it('rejects an amendment of an unknown document', () => {
    givenDocument()
      .when(recording(amended({ title: 'Otherwise' })))
      .thenThrows(NotFoundError);
  });

  it('rejects the removal of both title and URL', () => {
    const url = amended({ url: 'https://tass.example/1' });
    givenDocument(registered(), url)
      .when(recording(amended({ title: null })))
      .then([amended({ title: null })]);
    givenDocument(registered())
      .when(recording(amended({ title: null })))
      .thenRejects([{ pointer: '/title', code: 'nameless' }]);
    givenDocument(registered(), url, amended({ title: null }))
      .when(recording(amended({ url: null })))
      .thenRejects([{ pointer: '/title', code: 'nameless' }]);
  });

  it('rejects a new publication date in the future', () => {
    givenDocument(registered())
      .when(recording(amended({ publishedAt: '2025' })))
      .thenRejects([{ pointer: '/publishedAt', code: 'in-the-future' }]);
    givenDocument(registered())
      .when(recording(amended({ publishedAt: null })))
      .thenAccepted();
  });

  it('checks only the amended fields, not a date that a faster clock accepted', () => {
    givenDocument(registered({ publishedAt: '2024-01-01T00:00:05Z' }))
      .when(recording(amended({ title: 'Otherwise' })))
      .thenAccepted();
  });
});
