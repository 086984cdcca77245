import { fuzzRequests } from './fuzz-requests.js';

describe('any request to a route of the OpenAPI document', () => {
  fuzzRequests(1_000);
});
