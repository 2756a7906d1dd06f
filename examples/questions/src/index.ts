export * from './schemas/questions/schema';
export * from './schemas/responses/schema';
