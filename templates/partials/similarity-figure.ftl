<#ftl output_format="HTML">
<#-- What the demo shows, for readers who have not started it: cosines that this model gave. -->
<#assign sentences = [
  {"text": "The kettle is boiling.", "cosines": [1, 0.53, -0.05, 0]},
  {"text": "Water for the tea is hot.", "cosines": [0.53, 1, 0.02, 0]},
  {"text": "She sold her bicycle.", "cosines": [-0.05, 0.02, 1, 0.68]},
  {"text": "Her bike has a new owner.", "cosines": [0, 0, 0.68, 1]}
]>
<figure class="heat">
  <table>
    <caption class="visually-hidden">How close four sentences are to each other in meaning</caption>
    <thead>
      <tr><td></td><#list sentences as column><th scope="col"><span class="visually-hidden">${column.text}</span></th></#list></tr>
    </thead>
    <tbody>
      <#list sentences as row>
      <tr>
        <th scope="row">${row.text}</th>
        <#list row.cosines as cosine>
        <td data-tenths="${(cosine * 10)?round?string("0")?remove_beginning("-")}">${cosine?string("0.00")?replace("-", "−")}</td>
        </#list>
      </tr>
      </#list>
    </tbody>
  </table>
  <figcaption>Four sentences, compared by the model on this site. No two of them share a word that
  matters. <a href="${layout.root}demos/sentence-similarity.html">Compare your own.</a></figcaption>
</figure>
