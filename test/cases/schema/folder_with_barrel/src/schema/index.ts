export * from './users.js';
export { posts, postStatus } from '@/schema/posts';
export * as comments from './comments';
export * from '@/schema/relations';
