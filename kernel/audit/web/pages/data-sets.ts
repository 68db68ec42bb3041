import { definePage, show } from '@allmende/http';
import { listDataSets } from '../../actions/list-data-sets.ts';
import { logLinks, type LogArea } from '../log-area.ts';
import { dataSetsView } from './data-sets.view.ts';

/** The register of all data sets, as the database describes itself now. */
export function dataSetsPage(area: LogArea) {
  return definePage({ method: 'GET', path: `${area.pages}/data-sets`, access: area.see, handle: async (request) => show(dataSetsView({ sets: await listDataSets(request.ctx), links: logLinks(request), locale: request.locale })) });
}
