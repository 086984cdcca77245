import { readFile } from 'node:fs/promises';
import { Controller, Get, Header, NotFoundException, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.guard.js';
import { Produces } from '../http/accept.guard.js';
import { builtFile } from '../lib/built-file.js';
import { ApiRoute, ApiGroup } from '../http/openapi.decorators.js';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Claim Ledger</title>
    <link rel="icon" href="docs/favicon-32x32.png" />
    <link rel="stylesheet" href="docs/swagger-ui.css" />
  </head>
  <body>
    <main id="docs"></main>
    <noscript>The description of this API is in <a href="openapi.json">openapi.json</a>.</noscript>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;

/** Nothing from elsewhere, and no script in the page; the viewer sets styles on elements, and its icons are data. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

@Controller('docs')
@Public()
@ApiGroup({ tag: 'description', about: 'The description of this API.' })
export class DocsController {
  @Get()
  @Produces('text/html')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', POLICY)
  @ApiRoute({ summary: 'Read this document in a browser', answer: { 'text/html': 'text' } })
  page(): string {
    return PAGE;
  }

  @Get(':file')
  @Produces('text/css', 'text/javascript', 'image/png')
  @ApiRoute({
    summary: 'Get a file of that page',
    answer: { 'text/css': 'text', 'text/javascript': 'text', 'image/png': 'bytes' },
  })
  file(@Param('file') file: string, @Res({ passthrough: true }) reply: FastifyReply): string | Promise<Buffer> {
    if (file === 'start.js') {
      void reply.type('text/javascript; charset=utf-8');
      return START;
    }
    const type = Object.hasOwn(TYPES, file) ? TYPES[file] : undefined;
    if (type === undefined) throw new NotFoundException(`There is no file "${file}" here.`);
    void reply.type(type);
    return readFile(builtFile(`docs/${file}`));
  }
}
