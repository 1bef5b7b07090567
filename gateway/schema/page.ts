import { Router } from 'express';
import { Refusal } from '../../kit/graphql/errors.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { forCallers, type Door } from '../pages/for-callers.ts';

const ADDRESS = '/graphql/schema';

/**
 * `GET /graphql/schema`: the SDL of what the caller is shown of the public API, for code generators and for people.
 * `sdlFor` gives null where that is nothing.
 */
export function schemaPage(door: Door, sdlFor: (viewer: Viewer) => string | null): Router {
  const router = Router();
  const page = forCallers(door, ({ viewer }, response) => {
    const sdl = sdlFor(viewer);
    if (sdl === null) throw new Refusal('FORBIDDEN', 'There is nothing in this graph that you may ask for.');
    response.type('text').send(`${sdl}\n`);
  });
  router.get(ADDRESS, page);
  router.all(ADDRESS, () => {
    throw new Refusal('METHOD_NOT_ALLOWED', 'The schema is had by GET alone.', { allow: 'GET' });
  });
  return router;
}
