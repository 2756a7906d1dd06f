import type { DataMigration } from '../types';
import { migration as batteries } from './0001_batteries';
import { migration as importancePerformance } from './0002_importance_performance';

const questionsMigrations: DataMigration[] = [
  batteries,
  importancePerformance,
];

export default questionsMigrations;
