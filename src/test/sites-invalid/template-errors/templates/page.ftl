<!doctype html>
<title>${content.title}</title>
<p>${content.titel}</p>
