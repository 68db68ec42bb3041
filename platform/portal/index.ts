export type { StartFigure, WorkFigure } from './domain/figure.ts';
export type { ListServicesOfAuthority, ListServicesOfPlace, OfferedService, TextByLocale } from './domain/offered-service.ts';
