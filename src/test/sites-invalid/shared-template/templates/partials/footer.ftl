<p>${site.owner}</p>
