<#ftl output_format="HTML">
<#import "layout.ftl" as layout>
<#-- A model of this site in a few figures. All of them come from this build. -->
<#macro facts model>
<div class="facts">
  <h3 class="facts-title"><#if (model.homepage!"")?has_content><a href="${model.homepage}">${model.title!model.name}</a><#else>${model.title!model.name}</#if></h3>
  <#if (model.description!"")?has_content>
  <p>${model.description}</p>
  </#if>
  <dl>
    <#if model.originalBytes??>
    <div><dt>${message("model.trained")}</dt><dd>${layout.size(model.originalBytes)}</dd></div>
    </#if>
    <#list (model.dtypes)![] as dtype>
    <div><dt>${message("model.dtype", dtype.id)}</dt><dd>${layout.size(dtype.bytes)}</dd></div>
    <#assign figure = dtype.mainFigure()>
    <div><dt>${message("model.figure", figure.label?cap_first, dtype.id)}</dt><dd>${figure.value}</dd></div>
    </#list>
    <#list (model.downloads)![] as download>
    <div><dt><#if model.downloads?size gt 1>${message("model.download.on", download.title)}<#else>${message("model.download")}</#if></dt><dd>${layout.size(download.bytes)}</dd></div>
    </#list>
  </dl>
</div>
</#macro>

<#-- What the build measured of the model that a post or a demo names in its head. -->
<#macro ofPage document>
<#list (ovenbird.models)![] as model>
<#if model.name == (document.model)!"">
<section class="band" id="the-model" aria-labelledby="about-the-model">
  <h2 id="about-the-model">${message("model.here")}</h2>
  <@facts model/>
  <@sizes model/>
</section>
</#if>
</#list>
</#macro>

<#-- How large a model is in each form, drawn. -->
<#macro sizes model>
<#if (ovenbird.charts[model.name])??>
<div class="chart-frame">
${ovenbird.charts[model.name]?no_esc}
</div>
</#if>
</#macro>

<#-- All that is known of a model: where it is from, what was done to it, how near it stayed, how fast it is. -->
<#macro card model speeds=[]>
<section aria-labelledby="model-${model.name}">
  <h2 id="model-${model.name}">${model.title!model.name}</h2>
  <#if (model.description!"")?has_content><p class="lead">${model.description}</p></#if>
  <dl class="figures">
    <div><dt>Task</dt><dd>${model.task}</dd></div>
    <div><dt>Licence</dt><dd>${model.license!"not stated"}</dd></div>
    <div><dt>Source</dt><dd><#if (model.homepage!"")?has_content><a href="${model.homepage}">${model.source}</a><#else><code>${model.source}</code></#if></dd></div>
    <div><dt>As trained</dt><dd>${layout.size(model.originalBytes)}</dd></div>
    <#list model.downloads as download>
    <div><dt>Download on ${download.title}</dt><dd>${layout.size(download.bytes)}, as ${download.dtype}</dd></div>
    </#list>
  </dl>
  <h3>How it was made smaller, and what that cost</h3>
  <div class="scroll" role="region" aria-label="Dtypes of ${model.title!model.name}" tabindex="0">
  <table>
    <thead><tr><th scope="col">Dtype</th><th scope="col" class="number">Size</th><th scope="col" class="number">On the wire</th><th scope="col" class="number">Weights made smaller</th><th scope="col">Stored as</th><#list model.dtypes[0].figures() as figure><th scope="col" class="number">${figure.label?cap_first}</th></#list></tr></thead>
    <tbody>
    <#list model.dtypes as dtype>
    <#assign schemes = []>
    <#list dtype.quantized as tensor><#if !schemes?seq_contains(tensor.scheme)><#assign schemes = schemes + [tensor.scheme]></#if></#list>
    <tr><th scope="row">${dtype.id}</th><td class="number">${layout.size(dtype.bytes)}</td><td class="number">${layout.size(dtype.storedBytes)}</td><td class="number">${dtype.quantized?size} of ${dtype.quantized?size + dtype.kept?size}</td><td>${schemes?join("; ")}</td><#list dtype.figures() as figure><td class="number">${figure.value}<#if figure.limit?has_content><small>${figure.limit}</small></#if></td></#list></tr>
    </#list>
    </tbody>
  </table>
  </div>
  <@sizes model/>
  <#assign own = speeds?filter(row -> row.model == model.name)>
  <#if own?has_content>
  <h3>How fast it is</h3>
  <ul>
    <#list own as row>
    <li>On ${row.device}, as ${row.dtype}: loaded in ${row.firstLoad?string["0.0"]} s the first time and in ${row.laterLoad?string["0.0"]} s later; then ${row.rate?string["0.#"]} ${row.unit}.</li>
    </#list>
  </ul>
  </#if>
</section>
</#macro>
