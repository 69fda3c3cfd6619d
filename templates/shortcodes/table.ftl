<#--
  A table of a data file: <@table of=data.sizes/>. `columns` chooses and orders; a caption says what
  it shows. Columns whose first value is a number stand to the right.
-->
<#macro table of columns=[] caption="">
<#local names = columns?has_content?then(columns, of?has_content?then(of[0]?keys, []))>
<table>
<#if caption?has_content>
<caption>${caption}</caption>
</#if>
<thead>
<tr><#list names as name><th scope="col"<@alignment of name/>>${name}</th></#list></tr>
</thead>
<tbody>
<#list of as row>
<tr><#list names as name><td<@alignment of name/>>${(row[name])!""}</td></#list></tr>
</#list>
</tbody>
</table>
</#macro>

<#macro alignment rows name><#if rows?has_content && (rows[0][name]!"")?is_number> class="number"</#if></#macro>
