# fails: selected follows
# A label on every node chooses nothing.
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"tolerations":[{"operator":"Exists"}]}}}}'
sleep 60
kubectl label nodes --all logs=on
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"nodeSelector":{"logs":"on"}}}}}'
sleep 60
