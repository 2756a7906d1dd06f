// The modules that sluice answers itself: pure parts of Node's.
import './basic.js';
