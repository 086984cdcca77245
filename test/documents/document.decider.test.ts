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

const givenDocument = (...facts: readonly DocumentEvent[]) => given(documentDecider, facts);
const recording = (event: DocumentEvent, now = '2024-01-01T00:00:00.000Z'): RecordDocumentEvent => {
  return { document: 'report', event, now };
};

describe('The registration of a document', () => {
  it('is recorded once', () => {
    givenDocument().when(recording(registered())).then([registered()]);
    givenDocument(registered(), amended({ title: 'Otherwise' }))
      .when(recording(registered()))
      .thenNothing();
  });

  it("doesn't take the id of another", () => {
    givenDocument(registered())
      .when(recording(registered({ language: 'ru' })))
      .thenThrows(AlreadyExistsError);
  });

  it('has a title or a URL', () => {
    givenDocument()
      .when(recording(nameless))
      .thenRejects([{ pointer: '/title', code: 'nameless' }]);
    givenDocument()
      .when(recording({ ...nameless, data: { ...nameless.data, url: 'https://tass.example/1' } }))
      .thenAccepted();
  });

  it('is of what was published by now', () => {
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

describe('The amendment of a document', () => {
  it('needs a document', () => {
    givenDocument()
      .when(recording(amended({ title: 'Otherwise' })))
      .thenThrows(NotFoundError);
  });

  it('leaves it a title or a URL', () => {
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

  it("doesn't move its publication into the future", () => {
    givenDocument(registered())
      .when(recording(amended({ publishedAt: '2025' })))
      .thenRejects([{ pointer: '/publishedAt', code: 'in-the-future' }]);
    givenDocument(registered())
      .when(recording(amended({ publishedAt: null })))
      .thenAccepted();
  });

  it('is judged by what it brings, not by what a faster clock let in', () => {
    givenDocument(registered({ publishedAt: '2024-01-01T00:00:05Z' }))
      .when(recording(amended({ title: 'Otherwise' })))
      .thenAccepted();
  });
});
