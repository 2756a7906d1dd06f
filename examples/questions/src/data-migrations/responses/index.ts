import type { DataMigration } from '../types';
import { migration as pilot } from './0001_pilot';

const responsesMigrations: DataMigration[] = [
  pilot,
];

export default responsesMigrations;
