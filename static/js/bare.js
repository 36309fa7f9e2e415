// Error pages: the buttons "back" and "try again".
import "./back.js";
