import type { RoomModule } from '@allmende/module';
import { registerMigrations } from './data/migrations.ts';
import { correctRegister, handOverCompetence } from './domain/permissions.ts';
import { getAuthorityApi, handOverCompetenceApi, searchAuthoritiesApi, setCompetenceApi } from './web/api/authorities.ts';
import { getCompetenceApi, getPlaceApi, listPlaceAuthoritiesApi, searchPlacesApi } from './web/api/places.ts';
import { describeRegisterApi, listVanishedPlacesApi, nameSuccessorApi } from './web/api/register.ts';
import { placeCompetencePage, placeCompetencePost } from './web/pages/place-competence.ts';
import { registerPage } from './web/pages/register.ts';
import { successorPage, successorPost } from './web/pages/successor.ts';
import './web/english-refusals.ts';

export const registerModule: RoomModule = {
  name: 'register',
  migrations: registerMigrations,
  permissions: [correctRegister, handOverCompetence],
  pages: [registerPage, successorPage, successorPost, placeCompetencePage, placeCompetencePost],
  api: [
    searchPlacesApi, getPlaceApi, listPlaceAuthoritiesApi, getCompetenceApi, searchAuthoritiesApi, getAuthorityApi, handOverCompetenceApi, setCompetenceApi, describeRegisterApi, listVanishedPlacesApi, nameSuccessorApi,
  ],
  navigation: [{ area: 'operator', label: { de: 'Register', en: 'Register' }, segments: ['register'], access: correctRegister, order: 60, summary: { de: 'Gemeindeverzeichnis, Nachfolgen und Zuständigkeiten', en: 'Register of municipalities, successors and competence' } }],
};
